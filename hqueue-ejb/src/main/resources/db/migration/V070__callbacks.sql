-- Whether callbacks may follow an end of the job, so that others cost no look at the specification.
alter table job add column if not exists has_callbacks boolean default false not null;

-- The callbacks that an assignment holds its client for, since its command ended. Deleted with their end.
create table if not exists assignment_callback (
  assignment_id int not null,
  number int not null,
  name varchar(20) not null,
  command ${long_text} not null,
  primary key (assignment_id, number)
) ${table_options};
