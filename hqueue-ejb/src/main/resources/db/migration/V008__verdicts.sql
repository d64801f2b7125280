-- How often a job was put back by its requeue rules since it last failed or succeeded.
alter table job add column if not exists requeues int default 0 not null;

-- The job's own seconds between asking its process to end and killing it; null = the farm's.
alter table job add column if not exists kill_grace_seconds int;
