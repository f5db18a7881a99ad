import { ServiceRequest } from '../../server/serviceRequests/model'
import { serviceRequestOf } from '../bench/documents'

test('the bench writes what the BFF would write: its documents fit the model', async () => {
  for (const n of [0, 1, 7, 10]) {
    await expect(new ServiceRequest(serviceRequestOf(n)).validate()).resolves.toBeUndefined()
  }
})
