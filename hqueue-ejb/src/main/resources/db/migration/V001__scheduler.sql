-- Times are milliseconds since 1970 UTC in columns named ..._at. Every statement may be run again.
create table if not exists id_block (
  name varchar(40) not null,
  next_id bigint not null,
  primary key (name)
) ${table_options};

create table if not exists scheduler (
  id int not null,
  round bigint not null,
  primary key (id)
) ${table_options};

insert into scheduler (id, round)
select 1, 0 from (select 1 as one) seed where not exists (select 1 from scheduler where id = 1);

insert into id_block (name, next_id)
select 'job', 1 from (select 1 as one) seed where not exists (select 1 from id_block where name = 'job');

insert into id_block (name, next_id)
select 'assignment', 1 from (select 1 as one) seed where not exists (select 1 from id_block where name = 'assignment');

insert into id_block (name, next_id)
select 'client', 1 from (select 1 as one) seed where not exists (select 1 from id_block where name = 'client');

insert into id_block (name, next_id)
select 'client_group', 1 from (select 1 as one) seed where not exists (select 1 from id_block where name = 'client_group');

insert into id_block (name, next_id)
select 'requirement', 1 from (select 1 as one) seed where not exists (select 1 from id_block where name = 'requirement');

insert into id_block (name, next_id)
select 'feed', 1 from (select 1 as one) seed where not exists (select 1 from id_block where name = 'feed');
