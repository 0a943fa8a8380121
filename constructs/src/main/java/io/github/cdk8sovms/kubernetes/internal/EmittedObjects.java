package io.github.cdk8sovms.kubernetes.internal;

import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** The objects of one construct as they are emitted: patched, and with images from the mirror. */
interface EmittedObjects {
  /** Returns the construct, once it is created. */
  Construct owner();

  /** Returns the fields of an object. */
  Map<String, Object> fields(String id);

  /** Returns whether a patch changed a field of an object, or something above or below it. */
  boolean isPatched(String id, List<String> path);
}
