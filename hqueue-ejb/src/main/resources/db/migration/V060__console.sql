-- For the console: what ended lately, whatever else ever ran; and root jobs of a status, newest first.
create index if not exists assignment_ended on assignment (ended_at, outcome);
create index if not exists job_root_status on job (is_root, status, id);
