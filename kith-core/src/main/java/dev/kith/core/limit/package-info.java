/// How much a stranger may ask for, and how much may be sent to an address that has not shown that
/// it is real.
///
/// Here: rates ([RateLimiter], [AddressRateLimiter]) and the defence against being used as an
/// amplifier ([ByteBudget], [ValidatedAddresses], [HeldReplies]). All keep what they know of
/// addresses in tables of bounded size, so that no number of them can do harm. Not here: what a
/// request is or costs; the node says. Start with [RateLimiter], then [ByteBudget].
@NullMarked
package dev.kith.core.limit;

import org.jspecify.annotations.NullMarked;
