/** What a silent price list makes of each newly billed session, and how far the sweep has come. */

/** Operators with anything to price beside their bills, and since when. Runs as its owner. */
const shadowedOperators = `
  create function shadowed_operators() returns table (operator_id uuid, since timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
    select a.operator_id, min(a.created_at) from price_list_assignment a
    where a.mode in ('shadow', 'canary') group by a.operator_id
  $$`

/**
 * Keeps a page of results with its tallies, and moves on behind it. False, and nothing kept, where
 * another sweep has been there already.
 */
const keepShadows = `
  create function keep_shadows(p_operator uuid, p_page jsonb) returns boolean
  language plpgsql as $$
  begin
    perform enter_scope(array[p_operator]);
    update shadow_progress set
      issued_at = (p_page ->> 'issuedAt')::timestamptz,
      invoice_id = (p_page ->> 'invoiceId')::uuid
    where operator_id = p_operator
      and issued_at = (p_page #>> '{from,issuedAt}')::timestamptz
      and invoice_id = (p_page #>> '{from,invoiceId}')::uuid;
    if not found then return false; end if;
    insert into shadow_result (id, operator_id, assignment_id, session_id, invoice_id,
      price_list_id, billed_currency, billed_minor, draft_currency, draft_minor, draft_lines,
      failures, priced_at)
    select (r ->> 'id')::uuid, p_operator, (r ->> 'assignmentId')::uuid,
           (r ->> 'sessionId')::uuid, (r ->> 'invoiceId')::uuid, (r ->> 'priceListId')::uuid,
           r ->> 'billedCurrency', (r ->> 'billedMinor')::bigint,
           r ->> 'draftCurrency', (r ->> 'draftMinor')::bigint, r -> 'draftLines',
           r -> 'failures', (p_page ->> 'at')::timestamptz
    from jsonb_array_elements(p_page -> 'results') r;
    insert into shadow_tally (assignment_id, operator_id, tally, updated_at)
    select (t ->> 'assignmentId')::uuid, p_operator, t -> 'tally', (p_page ->> 'at')::timestamptz
    from jsonb_array_elements(p_page -> 'tallies') t
    on conflict (assignment_id) do update set
      tally = excluded.tally, updated_at = excluded.updated_at;
    return true;
  end $$`

const functions = 'shadowed_operators(), keep_shadows(uuid, jsonb)'

/** In the order in which they are run. */
export const shadowStatements = [
  `
    create table shadow_result (
      id uuid primary key,
      operator_id uuid not null references operator,
      assignment_id uuid not null references price_list_assignment,
      session_id uuid not null references session,
      invoice_id uuid not null references invoice,
      price_list_id uuid not null references price_list,
      billed_currency char(3) not null,
      billed_minor bigint not null,
      draft_currency char(3),
      draft_minor bigint,
      draft_lines jsonb not null,
      failures jsonb not null,
      priced_at timestamptz not null,
      constraint shadow_result_once unique (assignment_id, session_id),
      constraint shadow_result_priced check (num_nonnulls(draft_currency, draft_minor) in (0, 2))
    )`,
  `create index shadow_result_listed
     on shadow_result (assignment_id, priced_at desc, id desc)`,
  `select protect_tenant('shadow_result', 'select, insert')`,
  `select only_grows('shadow_result')`,
  `
    create table shadow_tally (
      assignment_id uuid primary key references price_list_assignment,
      operator_id uuid not null references operator,
      tally jsonb not null,
      updated_at timestamptz not null
    )`,
  `select protect_tenant('shadow_tally', 'select, insert, update')`,
  // The last invoice whose sessions were priced beside their bill.
  `
    create table shadow_progress (
      operator_id uuid primary key references operator,
      issued_at timestamptz not null,
      invoice_id uuid not null
    )`,
  `select protect_tenant('shadow_progress', 'select, insert, update')`,
  `create policy owners_reads on price_list_assignment for select to current_user using (true)`,
  shadowedOperators,
  keepShadows,
  `revoke all on function ${functions} from public`,
  `grant execute on function ${functions} to wattline_worker`,
]
