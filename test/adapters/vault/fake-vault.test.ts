import { createFakeVault } from '../../fakes/vault.js'
import { describeVault } from './vault-suite.js'

const vault = createFakeVault()
describeVault('the fake', () => vault)
