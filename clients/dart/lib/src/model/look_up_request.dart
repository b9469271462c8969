//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'look_up_request.g.dart';

/// Whose bill: a biller and a customer's number, or one of my saved bills.
///
/// Properties:
/// * [biller] - A biller's code.
/// * [accountNumber]
/// * [currency]
/// * [savedBill] - Instead of the others: the id of a saved bill.
@BuiltValue()
abstract class LookUpRequest implements Built<LookUpRequest, LookUpRequestBuilder> {
  /// A biller's code.
  @BuiltValueField(wireName: r'biller')
  String? get biller;

  @BuiltValueField(wireName: r'account_number')
  String? get accountNumber;

  @BuiltValueField(wireName: r'currency')
  String? get currency;

  /// Instead of the others: the id of a saved bill.
  @BuiltValueField(wireName: r'saved_bill')
  String? get savedBill;

  LookUpRequest._();

  factory LookUpRequest([void updates(LookUpRequestBuilder b)]) = _$LookUpRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(LookUpRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<LookUpRequest> get serializer => _$LookUpRequestSerializer();
}

class _$LookUpRequestSerializer implements PrimitiveSerializer<LookUpRequest> {
  @override
  final Iterable<Type> types = const [LookUpRequest, _$LookUpRequest];

  @override
  final String wireName = r'LookUpRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    LookUpRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.biller != null) {
      yield r'biller';
      yield serializers.serialize(
        object.biller,
        specifiedType: const FullType(String),
      );
    }
    if (object.accountNumber != null) {
      yield r'account_number';
      yield serializers.serialize(
        object.accountNumber,
        specifiedType: const FullType(String),
      );
    }
    if (object.currency != null) {
      yield r'currency';
      yield serializers.serialize(
        object.currency,
        specifiedType: const FullType(String),
      );
    }
    if (object.savedBill != null) {
      yield r'saved_bill';
      yield serializers.serialize(
        object.savedBill,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    LookUpRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required LookUpRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'biller':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.biller = valueDes;
          break;
        case r'account_number':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.accountNumber = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.currency = valueDes;
          break;
        case r'saved_bill':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.savedBill = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  LookUpRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = LookUpRequestBuilder();
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


