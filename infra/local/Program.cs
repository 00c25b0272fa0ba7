using FamilyPortal.Local;

if (LocalOptions.Parse(args, Console.Error) is not { } options) return 2;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
using var terminated = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stop.Cancel();
});

try
{
    await using var host = await LocalHost.StartAsync(options, stop.Token);
    await Announcement.WriteAsync(host, options, Console.Out);
    await host.WaitAsync(stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (Exception e) when (e is InvalidOperationException or IOException or InvalidDataException or Microsoft.Extensions.Options.OptionsValidationException)
{
    Console.Error.WriteLine($"FamilyPortal did not start: {e.Message}");
    return 1;
}
