/** All steps of the schema, in order. */

import { Tenancy1763800000001 } from './0001-tenancy.js'
import { OperatorsAndKeys1763800000002 } from './0002-operators-and-keys.js'
import { SitesAndDrivers1763800000003 } from './0003-sites-and-drivers.js'
import { TariffsAndPriceLists1763800000004 } from './0004-tariffs-and-price-lists.js'
import { QuotesAndSessions1763800000005 } from './0005-quotes-and-sessions.js'
import { Ledger1763800000006 } from './0006-ledger.js'
import { Payments1763800000007 } from './0007-payments.js'
import { Invoices1763800000008 } from './0008-invoices.js'
import { RefundsAndNotices1763800000009 } from './0009-refunds-and-notices.js'
import { OutboxAndIdempotency1763800000010 } from './0010-outbox-and-idempotency.js'
import { WholeReads1763800000011 } from './0011-whole-reads.js'
import { OwnersReads1763800000012 } from './0012-owners-reads.js'
import { Reservations1763800000013 } from './0013-reservations.js'
import { PluginRegistry1763800000014 } from './0014-plugin-registry.js'
import { Facts1763800000015 } from './0015-facts.js'
import { Activation1763800000016 } from './0016-activation.js'
import { Backtests1763800000017 } from './0017-backtests.js'
import { PluginFailures1763800000018 } from './0018-plugin-failures.js'

export const migrations = [
  Tenancy1763800000001,
  OperatorsAndKeys1763800000002,
  SitesAndDrivers1763800000003,
  TariffsAndPriceLists1763800000004,
  QuotesAndSessions1763800000005,
  Ledger1763800000006,
  Payments1763800000007,
  Invoices1763800000008,
  RefundsAndNotices1763800000009,
  OutboxAndIdempotency1763800000010,
  WholeReads1763800000011,
  OwnersReads1763800000012,
  Reservations1763800000013,
  PluginRegistry1763800000014,
  Facts1763800000015,
  Activation1763800000016,
  Backtests1763800000017,
  PluginFailures1763800000018,
]
