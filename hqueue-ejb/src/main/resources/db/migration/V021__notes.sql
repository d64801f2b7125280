-- A thread belongs to a job, to a client or to nobody; a job and a client have one at the most.
create table if not exists note_thread (
  id int not null,
  job_id int,
  client_id int,
  created_at bigint not null,
  primary key (id)
) ${table_options};

create unique index if not exists note_thread_job on note_thread (job_id);
create unique index if not exists note_thread_client on note_thread (client_id);

create table if not exists note (
  id int not null ${identity},
  thread_id int not null,
  author varchar(255) not null,
  written_at bigint not null,
  text ${long_text} not null,
  primary key (id)
) ${table_options};

create index if not exists note_of_thread on note (thread_id, id);

insert into id_block (name, next_id)
select 'note_thread', 1 from (select 1 as one) seed
where not exists (select 1 from id_block where name = 'note_thread');
