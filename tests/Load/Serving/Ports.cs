using System.Net;
using System.Net.Sockets;

namespace FamilyPortal.Load.Serving;

/// <summary>Ports that nobody has, below the range that systems hand out by themselves.</summary>
internal static class Ports
{
    /// <summary>The first of so many in a row.</summary>
    public static int Free(int count)
    {
        while (true)
        {
            var first = Random.Shared.Next(11_000, 31_000);
            if (Enumerable.Range(first, count).All(IsFree)) return first;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
