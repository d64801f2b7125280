create table if not exists client (
  id int not null,
  hostname varchar(255) not null,
  hostname_lower varchar(255) not null,
  name varchar(255) not null,
  agent_id varchar(64) not null,
  session varchar(64) not null,
  session_start_at bigint not null,
  boot_id varchar(64) not null,
  platform varchar(40) not null,
  version varchar(100) not null,
  ip varchar(64) not null,
  port int not null,
  cpus int not null,
  cpus_in_use int not null,
  memory_kilobytes bigint not null,
  enabled boolean not null,
  created_at bigint not null,
  edition int not null,
  primary key (id)
) ${table_options};

create unique index if not exists client_label on client (hostname_lower, name);

create table if not exists client_pulse (
  client_id int not null,
  heard_at bigint not null,
  report_number int not null,
  leaving boolean not null,
  load_average double precision not null,
  free_memory_kilobytes bigint not null,
  primary key (client_id)
) ${table_options};

create table if not exists client_group (
  id int not null,
  name varchar(255) not null,
  edition int not null,
  primary key (id)
) ${table_options};

create unique index if not exists client_group_name on client_group (name);

create table if not exists client_group_member (
  group_id int not null,
  client_id int not null,
  primary key (group_id, client_id)
) ${table_options};

create index if not exists client_group_member_client on client_group_member (client_id);
