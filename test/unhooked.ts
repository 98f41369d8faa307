// Runs first in each test file. For a coverage, tap reads the source maps of all libraries and has every process that a
// test starts do the same, which is a third of the time of a run.
process.setSourceMapsEnabled(false)
delete process.env.NODE_OPTIONS
