//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'outside.g.dart';

/// What a payment through a provider is about, and what the provider has said of it.
///
/// Properties:
/// * [party] - Who is on the other side.
/// * [account] - Which account, card or number of theirs, as far as it is shown.
/// * [nextUrl] - Where you have to go to pay; null: nowhere.
/// * [voucher] - What a prepaid payment bought, to be typed in there.
/// * [units] - How much of it.
/// * [receiptNumber]
@BuiltValue()
abstract class Outside implements Built<Outside, OutsideBuilder> {
  /// Who is on the other side.
  @BuiltValueField(wireName: r'party')
  String get party;

  /// Which account, card or number of theirs, as far as it is shown.
  @BuiltValueField(wireName: r'account')
  String get account;

  /// Where you have to go to pay; null: nowhere.
  @BuiltValueField(wireName: r'next_url')
  String? get nextUrl;

  /// What a prepaid payment bought, to be typed in there.
  @BuiltValueField(wireName: r'voucher')
  String? get voucher;

  /// How much of it.
  @BuiltValueField(wireName: r'units')
  String? get units;

  @BuiltValueField(wireName: r'receipt_number')
  String? get receiptNumber;

  Outside._();

  factory Outside([void updates(OutsideBuilder b)]) = _$Outside;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(OutsideBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Outside> get serializer => _$OutsideSerializer();
}

class _$OutsideSerializer implements PrimitiveSerializer<Outside> {
  @override
  final Iterable<Type> types = const [Outside, _$Outside];

  @override
  final String wireName = r'Outside';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Outside object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'party';
    yield serializers.serialize(
      object.party,
      specifiedType: const FullType(String),
    );
    yield r'account';
    yield serializers.serialize(
      object.account,
      specifiedType: const FullType(String),
    );
    yield r'next_url';
    yield object.nextUrl == null ? null : serializers.serialize(
      object.nextUrl,
      specifiedType: const FullType.nullable(String),
    );
    yield r'voucher';
    yield object.voucher == null ? null : serializers.serialize(
      object.voucher,
      specifiedType: const FullType.nullable(String),
    );
    yield r'units';
    yield object.units == null ? null : serializers.serialize(
      object.units,
      specifiedType: const FullType.nullable(String),
    );
    yield r'receipt_number';
    yield object.receiptNumber == null ? null : serializers.serialize(
      object.receiptNumber,
      specifiedType: const FullType.nullable(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Outside object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required OutsideBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'party':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.party = valueDes;
          break;
        case r'account':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.account = valueDes;
          break;
        case r'next_url':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.nextUrl = valueDes;
          break;
        case r'voucher':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.voucher = valueDes;
          break;
        case r'units':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.units = valueDes;
          break;
        case r'receipt_number':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.receiptNumber = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Outside deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = OutsideBuilder();
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


