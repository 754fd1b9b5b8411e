package org.vzlab.vp.image;

import java.util.Map;

/**
 * Tables, ready for flash.
 *
 * @param sizes bytes of each table; header and directory are in none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
public record WrittenTables(byte[] bytes, Map<Table, Integer> sizes) {}
