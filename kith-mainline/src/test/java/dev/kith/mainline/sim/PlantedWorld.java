package dev.kith.mainline.sim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Loads everything of Kith anew, one class of it with a [PlantedBug]: so the simulated worlds
/// inside run the same classes as ever but for that one, and nothing outside notices.
final class PlantedWorld extends ClassLoader {
  private static final String OURS = "dev.kith.";

  private final PlantedBug bug;

  PlantedWorld(PlantedBug bug) {
    super(PlantedWorld.class.getClassLoader());
    this.bug = bug;
  }

  /// The worlds of [FaultRun] with the bug inside, by seed.
  @SuppressWarnings("unchecked") // it is one, of another loader
  LongFunction<String> worlds() {
    try {
      return (LongFunction<String>)
          loadClass(FaultRun.class.getName()).getMethod("worlds").invoke(null);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("worlds can be made", impossible);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = read(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] used = name.equals(bug.className()) ? bug.plant(bytes) : bytes;
    return defineClass(name, used, 0, used.length);
  }

  private byte @Nullable [] read(String name) {
    try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
      return file == null ? null : file.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
