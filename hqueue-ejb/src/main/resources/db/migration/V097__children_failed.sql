-- How many children have failed or were cancelled, those that spare their parents as well, for lists to tell.
alter table job_children add column if not exists failed int default 0 not null;

update job_children set failed = (select count(*) from job_link l join job j on j.id = l.child_id
where l.parent_id = job_children.job_id and j.status in ('FAILED', 'CANCELLED'))
where job_id in (select l.parent_id from job j join job_link l on l.child_id = j.id
where j.status in ('FAILED', 'CANCELLED'));
