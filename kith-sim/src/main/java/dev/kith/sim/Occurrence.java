package dev.kith.sim;

/// Something that waits in the world's queue of events. Plain deliveries are not among these: they
/// wait as two numbers and a message.
interface Occurrence {
  /// What kind it is, for the trace: a constant of its class.
  int kind();

  /// Its time has come.
  void happen();
}
