-- By which a newjob call that is repeated is known: its ids, which follow each other.
create table if not exists submission_key (
  key_text varchar(255) not null,
  first_id int not null,
  job_count int not null,
  stored_at bigint not null,
  primary key (key_text)
) ${table_options};

create index if not exists submission_key_age on submission_key (stored_at);
