package dev.kith.core.io;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The system calls behind [BatchSockets], with the numbers of 64-bit Linux, which are the same for
/// x86_64 and aarch64.
///
/// Each call answers what the C function does, or the negated errno in place of -1. `state` is the
/// caller's memory of [#STATE_BYTES] for the errno; one thread at a time uses it.
final class Linux {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOCK_DGRAM = 2;
  static final int NONBLOCK = 0x800;
  static final int CLOEXEC = 0x80000;
  static final int SOL_SOCKET = 1;
  static final int SO_SNDBUF = 7;
  static final int SO_RCVBUF = 8;
  static final int IPPROTO_IPV6 = 41;
  static final int IPV6_V6ONLY = 26;
  static final int MSG_DONTWAIT = 0x40;
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

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final long ERRNO_AT =
      Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  /// The size of the memory each call wants for the errno.
  static final long STATE_BYTES = Linker.Option.captureStateLayout().byteSize();

  private static final MethodHandle SOCKET =
      handle("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle BIND =
      handle("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle GETSOCKNAME =
      handle("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle SETSOCKOPT =
      handle(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle RECVMMSG =
      handle(
          "recvmmsg",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle SENDMMSG =
      handle("sendmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle EPOLL_CREATE1 =
      handle("epoll_create1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle EPOLL_CTL =
      handle("epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle EPOLL_WAIT =
      handle("epoll_wait", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle EVENTFD =
      handle("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle READ =
      handle("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      handle("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private Linux() {}

  static int socket(MemorySegment state, int domain, int type) {
    try {
      return checked(state, (int) SOCKET.invokeExact(state, domain, type, 0));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  static int bind(MemorySegment state, int fd, MemorySegment address, int length) {
    try {
      return checked(state, (int) BIND.invokeExact(state, fd, address, length));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  static int getsockname(MemorySegment state, int fd, MemorySegment address, MemorySegment length) {
    try {
      return checked(state, (int) GETSOCKNAME.invokeExact(state, fd, address, length));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  static int setsockopt(MemorySegment state, int fd, int level, int option, MemorySegment value) {
    try {
      return checked(
          state, (int) SETSOCKOPT.invokeExact(state, fd, level, option, value, Integer.BYTES));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  static int recvmmsg(MemorySegment state, int fd, MemorySegment messages, int count) {
    try {
      return checked(
          state,
          (int) RECVMMSG.invokeExact(state, fd, messages, count, MSG_DONTWAIT, MemorySegment.NULL));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  static int sendmmsg(MemorySegment state, int fd, MemorySegment messages, int count) {
    try {
      return checked(state, (int) SENDMMSG.invokeExact(state, fd, messages, count, MSG_DONTWAIT));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  static int epollCreate(MemorySegment state) {
    try {
      return checked(state, (int) EPOLL_CREATE1.invokeExact(state, CLOEXEC));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  static int epollControl(
      MemorySegment state, int epoll, int operation, int fd, MemorySegment event) {
    try {
      return checked(state, (int) EPOLL_CTL.invokeExact(state, epoll, operation, fd, event));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  static int epollWait(MemorySegment state, int epoll, MemorySegment events, int max, int millis) {
    try {
      return checked(state, (int) EPOLL_WAIT.invokeExact(state, epoll, events, max, millis));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  static int eventfd(MemorySegment state) {
    try {
      return checked(state, (int) EVENTFD.invokeExact(state, 0, NONBLOCK | CLOEXEC));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  static int read(MemorySegment state, int fd, MemorySegment bytes) {
    try {
      return checked(state, (int) (long) READ.invokeExact(state, fd, bytes, bytes.byteSize()));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  static int write(MemorySegment state, int fd, MemorySegment bytes) {
    try {
      return checked(state, (int) (long) WRITE.invokeExact(state, fd, bytes, bytes.byteSize()));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  static int close(MemorySegment state, int fd) {
    try {
      return checked(state, (int) CLOSE.invokeExact(state, fd));
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
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

  private static int checked(MemorySegment state, int result) {
    return result >= 0 ? result : -state.get(JAVA_INT, ERRNO_AT);
  }

  private static AssertionError impossible(Throwable thrown) {
    return new AssertionError("a system call threw", thrown);
  }

  @SuppressWarnings("restricted") // The caller of this class checks that native access is enabled.
  private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, ERRNO);
  }
}
