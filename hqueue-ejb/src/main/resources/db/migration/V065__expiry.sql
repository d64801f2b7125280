-- The roots that ended before some time.
create index if not exists job_root_ended on job (is_root, ended_at);
