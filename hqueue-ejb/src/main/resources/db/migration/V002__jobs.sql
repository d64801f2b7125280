-- Narrow and hot: what lists and the scheduler read. Wide, cold text is in job_spec.
create table if not exists job (
  id int not null,
  name varchar(1000) not null,
  status varchar(12) not null,
  wish varchar(8) not null,
  priority int not null,
  root_id int not null,
  is_root boolean not null,
  shares_jobs boolean not null,
  ready boolean not null,
  requirement_id int,
  cpus int not null,
  has_command boolean not null,
  weighs boolean not null,
  submitted_by varchar(255) not null,
  tries_left int not null,
  tries int not null,
  assignment_id int,
  own_result varchar(8) not null,
  exit_code int,
  failure_reason varchar(1000) not null,
  queued_at bigint not null,
  runnable_at bigint,
  started_at bigint,
  command_started_at bigint,
  command_ended_at bigint,
  ended_at bigint,
  primary key (id)
) ${table_options};

create index if not exists job_ready on job (ready, requirement_id, priority desc, id);
create index if not exists job_status on job (status, id);
create index if not exists job_root on job (root_id, weighs, status);
create index if not exists job_roots on job (is_root, id);

create table if not exists job_spec (
  job_id int not null,
  spec ${long_text} not null,
  primary key (job_id)
) ${table_options};

create table if not exists job_link (
  parent_id int not null,
  child_id int not null,
  late boolean not null,
  primary key (parent_id, child_id)
) ${table_options};

create index if not exists job_link_child on job_link (child_id, parent_id);

create table if not exists job_children (
  job_id int not null,
  total int not null,
  unfinished int not null,
  unsuccessful int not null,
  primary key (job_id)
) ${table_options};
