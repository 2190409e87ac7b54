-- 2,000 couples, 200,000 moments; made once by run.ts
create table moments(
  id uuid primary key default gen_random_uuid(),
  relationship_id int not null,
  author_id int not null,
  title text not null,
  caption text not null,
  video_key text not null,
  poster_key text not null,
  duration_ms int not null,
  created_at timestamptz not null
);
insert into moments(relationship_id, author_id, title, caption, video_key, poster_key, duration_ms, created_at)
select n % 2000, n % 2, 'Moment ' || n, 'A small caption about our day number ' || n,
  'private/' || (n % 2000) || '/' || n || '.mp4', 'private/' || (n % 2000) || '/' || n || '.webp',
  1000 + n % 60000, now() - make_interval(mins => n)
from generate_series(1, 200000) n;
create index on moments(relationship_id, created_at desc, id);
create table messages(
  id uuid primary key,
  relationship_id int not null,
  sender_id int not null,
  body text not null,
  created_at timestamptz not null default now()
);
create index on messages(relationship_id, created_at desc);
