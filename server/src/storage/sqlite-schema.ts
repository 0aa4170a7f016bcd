/**
 * `MIGRATIONS[n]` leads from schema n to n + 1, in a transaction of its own. Only ever append: the databases
 * of others stand at every number.
 *
 * The log is clustered by document and number (WITHOUT ROWID), so that loading a document is one range read.
 * Everything hangs on its board by foreign keys: deleting the board's row deletes it all.
 */
export const MIGRATIONS: readonly string[] = [
  `
  create table boards (
    board_id text primary key,
    code text not null unique,
    created_at integer not null,
    version integer not null,
    room text not null
  ) strict;

  create table secrets (
    board_id text not null references boards on delete cascade,
    hash text not null,
    role text not null,
    primary key (board_id, hash)
  ) strict, without rowid;

  create table documents (
    added integer primary key autoincrement,
    document_id text not null unique,
    board_id text not null references boards on delete cascade,
    kind text not null,
    group_id text,
    head integer not null default 0
  ) strict;
  create index documents_of_board on documents (board_id);

  create table log (
    document_id text not null references documents (document_id) on delete cascade,
    seq integer not null,
    bytes blob not null,
    at integer not null,
    authors text not null,
    primary key (document_id, seq)
  ) strict, without rowid;

  create table snapshots (
    document_id text primary key references documents (document_id) on delete cascade,
    seq integer not null,
    bytes blob not null
  ) strict;

  create table leases (
    document_id text not null references documents (document_id) on delete cascade,
    client_id integer not null,
    participant_id text not null,
    primary key (document_id, client_id)
  ) strict, without rowid;

  create table declarations (
    board_id text not null references boards on delete cascade,
    declaration_id text not null,
    group_id text not null,
    kind text not null,
    department text,
    count integer not null,
    primary key (board_id, declaration_id)
  ) strict, without rowid;

  create table probe (
    only integer primary key check (only = 1),
    bytes blob not null
  ) strict;
  `,
  `
  alter table secrets add column group_id text;
  `,
  `
  create table revocations (
    board_id text not null references boards on delete cascade,
    participant_id text not null,
    primary key (board_id, participant_id)
  ) strict, without rowid;
  `,
  `
  create table late (
    added integer primary key autoincrement,
    board_id text not null references boards on delete cascade,
    entry text not null,
    unique (board_id, entry)
  ) strict;
  `,
]
