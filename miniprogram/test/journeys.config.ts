import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The walks take longest: begun last, they would keep everybody waiting. */
class WalksFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const walks = (f: TestSpecification) => Number(/\/walk[^/]*$/.test(f.moduleId))
    return (await super.sort(files)).sort((a, b) => walks(b) - walks(a))
  }
}

/** The journeys: the whole product, used in a browser. */
export default defineConfig({
  test: {
    include: ['test/journeys/**/*.test.ts'],
    globalSetup: 'test/kit/setup.ts',
    sequence: { sequencer: WalksFirst },
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 60_000,
    reporters: ['verbose'],
  },
})
