-- Whether the job has no conditions of its own and so takes its root's, whichever that is.
alter table job add column if not exists inherits_conditions boolean default false not null;

update job set inherits_conditions = true
where id in (select job_id from job_spec where spec like '%"conditions":[]%' or spec not like '%"conditions":%');
