package io.github.cdk8sovms.cli.doctor;

/**
 * Something that stops nothing, and is worth a look.
 *
 * @param id its stable name, such as {@code at-max}
 * @param action a sentence
 */
record Oddity(String id, String evidence, String action) {}
