-- How each client was, once in ten minutes, for its chart; the newest 25 hours. taken_at is the start of the ten
-- minutes. load_average is -1 where the agent knew none.
create table if not exists client_sample (
  client_id int not null,
  taken_at bigint not null,
  cpus int not null,
  cpus_in_use int not null,
  load_average double precision not null,
  primary key (client_id, taken_at)
) ${table_options};

create index if not exists client_sample_age on client_sample (taken_at);
