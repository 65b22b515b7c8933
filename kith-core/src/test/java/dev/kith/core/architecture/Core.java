package dev.kith.core.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import dev.kith.core.id.NodeId;
import java.util.List;

/// The compiled classes of this module, without those of its tests.
final class Core {
  private Core() {}

  static JavaClasses classes() {
    Location here = Location.of(NodeId.class.getProtectionDomain().getCodeSource().getLocation());
    return new ClassFileImporter().importLocations(List.of(here));
  }
}
