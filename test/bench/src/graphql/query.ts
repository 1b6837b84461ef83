/** The query both contenders answer: an invoice with its lines. */

export const invoiceQuery = `query Invoice($id: ID!) {
  invoice(id: $id) {
    id
    number
    issuedAt
    gross { amount currency }
    lines {
      position
      component
      quantity
      unit
      unitPrice
      vatPercent
      amount { amount currency }
      explanation { sentence }
    }
  }
}`
