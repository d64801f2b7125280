-- Paths of the files that a try has made, as its agent tells them, in their order from 1.
create table if not exists assignment_output (
  assignment_id int not null,
  number int not null,
  path varchar(1000) not null,
  primary key (assignment_id, number)
) ${table_options};
