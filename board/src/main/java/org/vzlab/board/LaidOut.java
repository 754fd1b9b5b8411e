package org.vzlab.board;

import java.util.Optional;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Layout;

/**
 * What the modelled hypervisor of a board runs from.
 *
 * @param file what of the board is for guests
 * @param layout its tables
 * @param granted what the configuration has asked for, if there is one
 */
record LaidOut(BoardFile file, Layout layout, Optional<Inspection> granted) {}
