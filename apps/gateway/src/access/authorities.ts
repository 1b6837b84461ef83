/** Which role may ask for which root field: the whole table, and nothing outside it is answered. */

import type { Role } from '@wattline/billing'

const everyone = ['partner', 'operator', 'finance', 'support'] as const
const staff = ['operator', 'finance', 'support'] as const
const operator = ['operator'] as const
const money = ['operator', 'finance'] as const

type Table = Readonly<Record<string, readonly Role[]>>

export const authorities = {
  Query: {
    me: everyone,
    quote: everyone,
    session: everyone,
    sessions: everyone,
    invoice: everyone,
    invoices: everyone,
    refund: everyone,
    refunds: everyone,
    location: everyone,
    locations: everyone,
    connector: everyone,
    connectors: everyone,
    tariffVersion: everyone,
    tariffVersions: staff,
    pluginVersion: staff,
    pluginVersions: staff,
    pluginPublication: staff,
    pluginPublications: staff,
    pluginSuspensions: staff,
    pluginMending: money,
    notices: staff,
    priceLists: staff,
    priceListsAt: staff,
    priceListHistory: staff,
    connectorGroups: staff,
    driverGroups: staff,
    payments: staff,
    partners: staff,
    memberships: staff,
    coupons: staff,
    priceSeries: staff,
    apiKeys: operator,
    trialBalance: money,
    whyWasICharged: everyone,
    whatIf: everyone,
    backtest: money,
    backtests: money,
    shadowReport: money,
    shadowDifferences: money,
  },
  Mutation: {
    quote: ['partner', 'operator', 'support'],
    startSession: ['partner', 'operator', 'support'],
    expireReservation: ['partner', 'operator', 'support'],
    recordMeterReadings: ['partner', 'operator'],
    stopSession: ['partner', 'operator', 'support'],
    releaseSession: ['operator', 'support'],
    decideHeldSession: staff,
    retryPayment: money,
    requestRefund: ['partner', 'operator', 'support', 'finance'],
    decideRefund: money,
    retryRefund: money,
    publishTariff: operator,
    publishPlugin: operator,
    liftPluginSuspension: operator,
    mendPlugin: money,
    setOperatorNotices: operator,
    draftPriceList: operator,
    assignPriceList: operator,
    activatePriceList: operator,
    editPriceList: operator,
    approvePriceList: operator,
    withdrawPriceList: operator,
    rollBackPriceList: operator,
    makeConnectorGroup: operator,
    changeConnectorGroup: operator,
    makeDriverGroup: operator,
    changeDriverGroup: operator,
    registerDriver: ['partner', 'operator'],
    addPartner: operator,
    putMembership: operator,
    endMembership: operator,
    createCoupons: operator,
    putPriceSeries: operator,
    addLocation: operator,
    addConnector: operator,
    createApiKey: operator,
    revokeApiKey: operator,
    startBacktest: money,
    cancelBacktest: money,
  },
  Subscription: {
    sessionUpdated: everyone,
    refundUpdated: everyone,
    pluginPublicationUpdated: staff,
    backtestUpdated: money,
  },
} as const satisfies Record<'Query' | 'Mutation' | 'Subscription', Table>

/** The roles that may ask for a root field; undefined for one that is not in the table. */
export function rolesFor(typeName: string, field: string): readonly Role[] | undefined {
  const table: Table | undefined = (authorities as Readonly<Record<string, Table>>)[typeName]
  return table && Object.hasOwn(table, field) ? table[field] : undefined
}
