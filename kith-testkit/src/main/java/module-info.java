/// Seeded properties for tests.
@org.jspecify.annotations.NullMarked
module dev.kith.testkit {
  requires static transitive org.jspecify;

  exports dev.kith.testkit;
}
