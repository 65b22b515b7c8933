package dev.kith.core.io;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The system calls behind [BatchSockets], on 64-bit Linux.
///
/// All go through the C function `syscall`, because each further function costs some ten
/// milliseconds when a program starts, and because structures then have the kernel's layout
/// whatever the C library. Pointers are passed as numbers: the caller keeps their memory alive.
/// Each call answers what the system does: a result, or a negated errno.
///
/// An object holds memory for one errno, so it belongs to one thread at a time.
final class Linux {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOL_SOCKET = 1;
  static final int SO_SNDBUF = 7;
  static final int SO_RCVBUF = 8;
  static final int IPPROTO_IPV6 = 41;
  static final int IPV6_V6ONLY = 26;
  static final int EPOLL_CTL_ADD = 1;
  static final int EPOLL_CTL_MOD = 3;
  static final int EPOLLIN = 1;
  static final int EPOLLOUT = 4;

  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  static final int EMFILE = 24;
  static final int EAFNOSUPPORT = 97;
  static final int EADDRINUSE = 98;
  static final int EADDRNOTAVAIL = 99;

  private static final int SOCK_DGRAM = 2;
  private static final int NONBLOCK = 0x800;
  private static final int CLOEXEC = 0x80000;
  private static final int MSG_DONTWAIT = 0x40;

  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO_AT =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL = syscall();

  private static final boolean X86 = System.getProperty("os.arch").equals("amd64");
  private static final long READ = X86 ? 0 : 63;
  private static final long WRITE = X86 ? 1 : 64;
  private static final long CLOSE = X86 ? 3 : 57;
  private static final long SOCKET = X86 ? 41 : 198;
  private static final long BIND = X86 ? 49 : 200;
  private static final long GETSOCKNAME = X86 ? 51 : 204;
  private static final long SETSOCKOPT = X86 ? 54 : 208;
  private static final long EPOLL_CTL = X86 ? 233 : 21;
  private static final long EPOLL_PWAIT = X86 ? 281 : 22;
  private static final long EVENTFD2 = X86 ? 290 : 19;
  private static final long EPOLL_CREATE1 = X86 ? 291 : 20;
  private static final long RECVMMSG = X86 ? 299 : 243;
  private static final long SENDMMSG = X86 ? 307 : 269;

  // Without an owner whose life would have to be watched during each call.
  private final MemorySegment state = Arena.ofAuto().allocate(STATE);

  /// A non-blocking UDP socket that child processes do not inherit.
  int socket(int family) {
    return call(SOCKET, family, SOCK_DGRAM | NONBLOCK | CLOEXEC, 0, 0, 0);
  }

  int bind(int fd, long address, int length) {
    return call(BIND, fd, address, length, 0, 0);
  }

  int getsockname(int fd, long address, long length) {
    return call(GETSOCKNAME, fd, address, length, 0, 0);
  }

  /// Sets an option whose value is the int at `value`.
  int setsockopt(int fd, int level, int option, long value) {
    return call(SETSOCKOPT, fd, level, option, value, Integer.BYTES);
  }

  int recvmmsg(int fd, long messages, int count) {
    return call(RECVMMSG, fd, messages, count, MSG_DONTWAIT, 0);
  }

  int sendmmsg(int fd, long messages, int count) {
    return call(SENDMMSG, fd, messages, count, MSG_DONTWAIT, 0);
  }

  int epollCreate() {
    return call(EPOLL_CREATE1, CLOEXEC, 0, 0, 0, 0);
  }

  int epollControl(int epoll, int operation, int fd, long event) {
    return call(EPOLL_CTL, epoll, operation, fd, event, 0);
  }

  int epollWait(int epoll, long events, int max, int millis) {
    return call(EPOLL_PWAIT, epoll, events, max, millis, 0);
  }

  int eventfd() {
    return call(EVENTFD2, 0, NONBLOCK | CLOEXEC, 0, 0, 0);
  }

  int read(int fd, long bytes, long length) {
    return call(READ, fd, bytes, length, 0, 0);
  }

  int write(int fd, long bytes, long length) {
    return call(WRITE, fd, bytes, length, 0, 0);
  }

  int close(int fd) {
    return call(CLOSE, fd, 0, 0, 0, 0);
  }

  /// What an errno means, for a person.
  static String explain(int errno) {
    return switch (errno) {
      case EACCES -> "permission denied";
      case EMFILE -> "too many open files";
      case EAFNOSUPPORT -> "this host does not have the address family";
      case EADDRINUSE -> "address in use";
      case EADDRNOTAVAIL -> "not an address of this host";
      default -> "system error " + errno;
    };
  }

  private int call(long number, long a, long b, long c, long d, long e) {
    try {
      // The sixth is the mask of signals of a wait, and unused by the others: none.
      int result = (int) (long) SYSCALL.invokeExact(state, number, a, b, c, d, e, 0L);
      return result >= 0 ? result : -state.get(JAVA_INT, ERRNO_AT);
    } catch (Throwable thrown) {
      throw new AssertionError("a system call threw", thrown);
    }
  }

  @SuppressWarnings("restricted") // Backends asks whether native access is enabled.
  private static MethodHandle syscall() {
    FunctionDescriptor descriptor =
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        descriptor,
        ERRNO,
        Linker.Option.firstVariadicArg(1));
  }
}
