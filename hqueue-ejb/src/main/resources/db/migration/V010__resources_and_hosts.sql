-- The farm's counters (licences and the like). maximum -1 = unlimited.
create table if not exists resource (
  id int not null,
  name varchar(255) not null,
  maximum int not null,
  per_machine boolean not null,
  built_in boolean not null,
  primary key (id)
) ${table_options};

create unique index if not exists resource_name on resource (name);

insert into resource (id, name, maximum, per_machine, built_in)
select 1, 'sidefx.license.houdini', -1, true, true from (select 1 as one) seed where not exists (select 1 from resource where id = 1);

insert into resource (id, name, maximum, per_machine, built_in)
select 2, 'sidefx.license.render', -1, true, true from (select 1 as one) seed where not exists (select 1 from resource where id = 2);

insert into resource (id, name, maximum, per_machine, built_in)
select 3, 'sidefx.license.karma', -1, true, true from (select 1 as one) seed where not exists (select 1 from resource where id = 3);

insert into id_block (name, next_id)
select 'resource', 4 from (select 1 as one) seed where not exists (select 1 from id_block where name = 'resource');

-- What an assignment that is not gone holds of the farm's counters: a unit is free again when its row is gone.
-- resource_id is negative for a limit of running descendants: then it is minus the id of the job that sets it.
create table if not exists assignment_resource (
  assignment_id int not null,
  resource_id int not null,
  units int not null,
  machine varchar(255) not null,
  primary key (assignment_id, resource_id)
) ${table_options};

create index if not exists assignment_resource_use on assignment_resource (resource_id);

alter table assignment add column if not exists memory int default 0 not null;
alter table assignment add column if not exists gpus varchar(255) default '' not null;
alter table assignment add column if not exists share varchar(255) default '' not null;

-- A companion of a multi-host job: it runs nothing and goes with its master.
alter table assignment add column if not exists master_id int;
create index if not exists assignment_master on assignment (master_id);

-- A client that is kept for a multi-host job until there are enough of them.
create table if not exists kept_client (
  client_id int not null,
  job_id int not null,
  requirement_id int not null,
  primary key (client_id, job_id)
) ${table_options};

-- For whom a client lets no other job in, so that it becomes empty.
alter table client add column if not exists reserved_for int;

-- How many descendants of a job may run at once.
alter table job add column if not exists max_running int;
