-- What a job says of the jobs below it: whether it ends by its own command alone, and how many of its children may
-- fail. And whether its own bad end counts as a good one for the jobs above it.
alter table job add column if not exists ends_alone boolean default false not null;
alter table job add column if not exists spares_parents boolean default false not null;
alter table job add column if not exists max_failed_children int;
