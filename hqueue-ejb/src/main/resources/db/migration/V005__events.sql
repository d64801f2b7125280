-- Append-only. feed is given in the order of commit, by one duty; until then it is null.
create table if not exists job_event (
  id bigint not null ${identity},
  feed bigint,
  happened_at bigint not null,
  kind varchar(20) not null,
  job_id int,
  client_id int,
  status varchar(12) not null,
  text varchar(2000) not null,
  primary key (id)
) ${table_options};

create unique index if not exists job_event_feed on job_event (feed);
create index if not exists job_event_job on job_event (job_id, id);
