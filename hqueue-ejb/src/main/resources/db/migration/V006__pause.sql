-- What is wanted of an assignment's process: RUN, PAUSE (asked), PAUSED (confirmed), RESUME (asked).
alter table assignment add column if not exists pausing varchar(8) default 'RUN' not null;

-- Not started before this time: notBefore, or the delay of a retry.
alter table job add column if not exists not_before_at bigint;
create index if not exists job_due on job (not_before_at, status);
