-- Folders that every machine sees, each under the path of its operating system; '' where it is not mounted.
create table if not exists network_folder (
  id int not null,
  name varchar(255) not null,
  variable_name varchar(255) not null,
  linux_path varchar(1000) not null,
  windows_path varchar(1000) not null,
  windows_share varchar(1000) not null,
  macosx_path varchar(1000) not null,
  saved boolean not null,
  edition int not null,
  primary key (id)
) ${table_options};

create unique index if not exists network_folder_variable on network_folder (variable_name);

insert into id_block (name, next_id)
select 'network_folder', 2 from (select 1 as one) seed
where not exists (select 1 from id_block where name = 'network_folder');

-- HQueue's published defaults, so that a submitter always gets text. The settings count until it is saved.
insert into network_folder (id, name, variable_name, linux_path, windows_path, windows_share, macosx_path, saved, edition)
select 1, 'HQRoot', 'HQROOT', '/mnt/hq', 'H:/', '', '/Volumes/HQShared', false, 0 from (select 1 as one) seed
where not exists (select 1 from network_folder where variable_name = 'HQROOT');
