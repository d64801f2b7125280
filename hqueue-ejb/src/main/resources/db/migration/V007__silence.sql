-- One row: when a server last said that it listens, since when some server has without a break, and when
-- many clients last fell silent together.
create table if not exists farm (
  id int not null,
  alive_at bigint not null,
  listening_since bigint not null,
  mass_silence_at bigint not null,
  primary key (id)
) ${table_options};

insert into farm (id, alive_at, listening_since, mass_silence_at)
select 1, 0, 0, 0 from (select 1 as one) seed where not exists (select 1 from farm where id = 1);

-- Null while the client is heard.
alter table client_pulse add column if not exists silent_since bigint;

-- How often in a row a job has lost its client.
alter table job add column if not exists abandons int default 0 not null;
