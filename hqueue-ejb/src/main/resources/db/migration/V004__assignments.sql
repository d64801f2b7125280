-- What jobs demand of a client: one row per distinct demand, found by its digest.
create table if not exists requirement (
  id int not null,
  digest varchar(64) not null,
  demand ${long_text} not null,
  primary key (id)
) ${table_options};

create unique index if not exists requirement_digest on requirement (digest);

-- One try of one job on one client. It carries its own copy of what it holds, since it may outlive its job.
create table if not exists assignment (
  id int not null,
  job_id int not null,
  client_id int not null,
  state varchar(10) not null,
  master boolean not null,
  cpus int not null,
  single_tags varchar(1000) not null,
  kill_grace_seconds int not null,
  offered_at bigint not null,
  started_at bigint,
  ended_at bigint,
  outcome varchar(10) not null,
  exit_code int,
  primary key (id)
) ${table_options};

create index if not exists assignment_client on assignment (client_id, state);
create index if not exists assignment_job on assignment (job_id, id);

create table if not exists assignment_pulse (
  assignment_id int not null,
  progress double precision not null,
  log_length bigint not null,
  primary key (assignment_id)
) ${table_options};
