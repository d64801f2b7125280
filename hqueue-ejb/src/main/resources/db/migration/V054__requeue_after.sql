-- The job's own minutes from its client's silence to its return to the queue; 0 = never by itself, null = the farm's.
alter table job add column if not exists requeue_after_minutes int;
