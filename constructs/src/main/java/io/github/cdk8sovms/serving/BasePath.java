package io.github.cdk8sovms.serving;

/**
 * The {@code base_path} of a model: its directory in cloud storage, or where its files are mounted.
 */
final class BasePath {
  /** The directory of volumes with models. */
  static final String MOUNTED = "/models/";

  private BasePath() {}

  static String of(Servable model) {
    ModelSource source = model.source();
    if (source instanceof CloudStorage cloud) {
      return cloud.uri();
    }
    if (source instanceof HttpsFiles) {
      return FileDownloads.directory(model.directory());
    }
    if (source instanceof ImageVolume image && !image.path().isEmpty()) {
      return MOUNTED + model.directory() + "/" + image.path();
    }
    return MOUNTED + model.directory();
  }
}
