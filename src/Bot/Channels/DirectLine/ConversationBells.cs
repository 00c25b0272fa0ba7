namespace FamilyPortal.Bot.Channels.DirectLine;

/// <summary>
/// Wakes the streams of a conversation in this process at once; streams at other copies find what is new by looking every
/// now and then. A bell may ring for a neighbour: whoever wakes looks and finds nothing.
/// </summary>
internal sealed class ConversationBells
{
    private readonly TaskCompletionSource[] _bells = [.. Enumerable.Range(0, 256).Select(_ => New())];

    public void Ring(Guid conversation) => Interlocked.Exchange(ref _bells[Place(conversation)], New()).TrySetResult();

    /// <summary>Ends at the next ring. Taken before looking, so that no ring between looking and waiting is missed.</summary>
    public Task NextAsync(Guid conversation) => Volatile.Read(ref _bells[Place(conversation)]).Task;

    private int Place(Guid conversation) => (int)((uint)conversation.GetHashCode() % (uint)_bells.Length);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
