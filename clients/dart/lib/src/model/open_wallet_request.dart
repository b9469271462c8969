//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'open_wallet_request.g.dart';

/// In which currency somebody wants a wallet.
///
/// Properties:
/// * [currency]
@BuiltValue()
abstract class OpenWalletRequest implements Built<OpenWalletRequest, OpenWalletRequestBuilder> {
  @BuiltValueField(wireName: r'currency')
  String get currency;

  OpenWalletRequest._();

  factory OpenWalletRequest([void updates(OpenWalletRequestBuilder b)]) = _$OpenWalletRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(OpenWalletRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<OpenWalletRequest> get serializer => _$OpenWalletRequestSerializer();
}

class _$OpenWalletRequestSerializer implements PrimitiveSerializer<OpenWalletRequest> {
  @override
  final Iterable<Type> types = const [OpenWalletRequest, _$OpenWalletRequest];

  @override
  final String wireName = r'OpenWalletRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    OpenWalletRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    OpenWalletRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required OpenWalletRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  OpenWalletRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = OpenWalletRequestBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


