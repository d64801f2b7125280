-- Labels, own and inherited: one set for all jobs that have the same, found by its digest.
create table if not exists label_set (
  id int not null,
  digest varchar(64) not null,
  primary key (id)
) ${table_options};

create unique index if not exists label_set_digest on label_set (digest);

create table if not exists label_set_item (
  label_set_id int not null,
  name varchar(255) not null,
  value_text varchar(255) not null,
  primary key (label_set_id, name)
) ${table_options};

create index if not exists label_set_item_value on label_set_item (name, value_text);

insert into id_block (name, next_id)
select 'label_set', 1 from (select 1 as one) seed where not exists (select 1 from id_block where name = 'label_set');

-- Null for none.
alter table job add column if not exists label_set_id int;
create index if not exists job_labels on job (label_set_id);
