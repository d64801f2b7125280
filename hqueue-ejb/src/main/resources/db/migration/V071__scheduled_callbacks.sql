-- Jobs that have ended without a client and whose callbacks wait for one. Deleted when they are placed.
create table if not exists job_callback (
  job_id int not null,
  names varchar(100) not null,
  requirement_id int,
  primary key (job_id)
) ${table_options};

create index if not exists job_callback_requirement on job_callback (requirement_id, job_id);
