package org.hqueue.client;

import java.util.ArrayList;
import java.util.List;

/**
 * A graphics card.
 *
 * @param index as its driver counts
 * @param model as its driver calls it
 * @param memoryMebibytes MiB of the card, 0 unknown
 */
public record Gpu(int index, String model, int memoryMebibytes) {

  /** What a column keeps of some cards; as many as it has room for. */
  static String write(List<Gpu> gpus) {
    List<String> lines = new ArrayList<>();
    for (Gpu gpu : gpus) {
      lines.add(gpu.index + "\t" + gpu.memoryMebibytes + "\t" + Lines.plain(gpu.model));
    }
    return Lines.join(lines, 2000);
  }

  /** The cards that {@link #write} has written. */
  public static List<Gpu> read(String text) {
    List<Gpu> gpus = new ArrayList<>();
    for (String line : Lines.split(text)) {
      String[] parts = line.split("\t", 3);
      gpus.add(new Gpu(Integer.parseInt(parts[0]), parts[2], Integer.parseInt(parts[1])));
    }
    return List.copyOf(gpus);
  }
}
