/** Loads the two parts of Adyen's official library that are used, when first needed. */

import type { AdyenHttp } from './client.js'
import type { AdyenConfig } from './config.js'

export type Checkout = Awaited<ReturnType<typeof loadCheckout>>

/** Deep paths: the library's root costs a second and fifty megabytes. */
export async function loadCheckout(config: AdyenConfig, http: AdyenHttp) {
  const [client, configuration, payments, modifications] = await Promise.all([
    import('@adyen/api-library/lib/src/client.js'),
    import('@adyen/api-library/lib/src/config.js'),
    import('@adyen/api-library/lib/src/services/checkout/paymentsApi.js'),
    import('@adyen/api-library/lib/src/services/checkout/modificationsApi.js'),
  ])
  const Client = client.default.default
  const Config = configuration.default.default
  const { EnvironmentEnum } = configuration
  const { environment, apiKey, liveEndpointUrlPrefix } = config
  const settings = new Config({
    environment: EnvironmentEnum[environment],
    apiKey,
    ...(liveEndpointUrlPrefix === undefined ? {} : { liveEndpointUrlPrefix }),
  })
  const connection = new Client(settings, http)
  return {
    payments: new payments.PaymentsApi(connection),
    modifications: new modifications.ModificationsApi(connection),
  }
}
