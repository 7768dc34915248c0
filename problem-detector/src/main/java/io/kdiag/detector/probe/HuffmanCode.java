package io.kdiag.detector.probe;

import java.io.IOException;
import java.util.Arrays;

/**
 * HPACK's Huffman code (<a href="https://www.rfc-editor.org/rfc/rfc7541#appendix-B">RFC 7541,
 * appendix B</a>). It is canonical: codes of one length follow each other in the order of their
 * symbols, and the first of a length follows the last of the shorter one; so the lengths alone are
 * the whole table.
 */
final class HuffmanCode {
  /** The length of each byte's code: {@code A} is 5 bits, {@code Z} is 30. */
  private static final String LENGTHS =
      "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHF"
          + "IBCCCCCCCCCCCCCCCCCCCCCCDCDIOIJBKABABABBBACCBBBABCBAABCCCCCKGJIX"
          + "PRPPRRRSRSSSSSTSTTRSTSSSSQRSRSSTRQPRRSSQSRRTQRSSQQRQSRSSPRRRSRRS"
          + "VVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVSVWVVWWWWWXWWWWWV";

  private static final int LONGEST = 30;

  private HuffmanCode() {}

  static byte[] decode(byte[] in, int start, int length) throws IOException {
    byte[] out = new byte[length * 8 / 5 + 1];
    int size = 0;
    int code = 0;
    int bits = 0;
    for (int i = 0; i < length * 8; i++) {
      int bit = (in[start + i / 8] >> (7 - i % 8)) & 1;
      code = code << 1 | bit;
      int symbol = symbol(code, ++bits);
      if (symbol >= 0) {
        out[size++] = (byte) symbol;
        code = 0;
        bits = 0;
      } else if (bits == LONGEST) {
        throw new IOException("a header is not Huffman coded");
      }
    }
    return Arrays.copyOf(out, size);
  }

  /** The byte with that code, -1 where none is that long. */
  private static int symbol(int code, int bits) {
    int first = 0;
    for (int length = 5; length <= bits; length++) {
      first <<= length == 5 ? 0 : 1;
      int count = count(length);
      if (length == bits && code - first >= 0 && code - first < count) {
        return nth(length, code - first);
      }
      first += count;
    }
    return -1;
  }

  private static int count(int length) {
    int count = 0;
    for (int i = 0; i < LENGTHS.length(); i++) {
      if (LENGTHS.charAt(i) - 'A' + 5 == length) {
        count++;
      }
    }
    return count;
  }

  private static int nth(int length, int n) {
    int left = n;
    for (int i = 0; i < LENGTHS.length(); i++) {
      if (LENGTHS.charAt(i) - 'A' + 5 == length && left-- == 0) {
        return i;
      }
    }
    return -1;
  }
}
