from apps.gateways.adapters.sandbox.command import main

if __name__ == "__main__":
    main()
