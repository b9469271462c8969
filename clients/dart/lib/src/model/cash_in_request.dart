//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'cash_in_request.g.dart';

/// A cash-in at a desk.
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [to] - A phone number in E.164, or the text of a person's QR code.
/// * [amount] - What the customer has handed over.
/// * [currency]
/// * [note]
/// * [confirmUnusual] - After `unusual_amount`: the amount is right.
/// * [customerStepUp] - After `customer_code_required`: the code that the customer reads out.
@BuiltValue()
abstract class CashInRequest implements Built<CashInRequest, CashInRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  /// A phone number in E.164, or the text of a person's QR code.
  @BuiltValueField(wireName: r'to')
  String get to;

  /// What the customer has handed over.
  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'note')
  String? get note;

  /// After `unusual_amount`: the amount is right.
  @BuiltValueField(wireName: r'confirm_unusual')
  bool? get confirmUnusual;

  /// After `customer_code_required`: the code that the customer reads out.
  @BuiltValueField(wireName: r'customer_step_up')
  StepUpRequest? get customerStepUp;

  CashInRequest._();

  factory CashInRequest([void updates(CashInRequestBuilder b)]) = _$CashInRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(CashInRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<CashInRequest> get serializer => _$CashInRequestSerializer();
}

class _$CashInRequestSerializer implements PrimitiveSerializer<CashInRequest> {
  @override
  final Iterable<Type> types = const [CashInRequest, _$CashInRequest];

  @override
  final String wireName = r'CashInRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    CashInRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'pin';
    yield serializers.serialize(
      object.pin,
      specifiedType: const FullType(String),
    );
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
    yield r'to';
    yield serializers.serialize(
      object.to,
      specifiedType: const FullType(String),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    if (object.note != null) {
      yield r'note';
      yield serializers.serialize(
        object.note,
        specifiedType: const FullType(String),
      );
    }
    if (object.confirmUnusual != null) {
      yield r'confirm_unusual';
      yield serializers.serialize(
        object.confirmUnusual,
        specifiedType: const FullType(bool),
      );
    }
    if (object.customerStepUp != null) {
      yield r'customer_step_up';
      yield serializers.serialize(
        object.customerStepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    CashInRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required CashInRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.pin = valueDes;
          break;
        case r'step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.stepUp.replace(valueDes);
          break;
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.to = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.note = valueDes;
          break;
        case r'confirm_unusual':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(bool),
          ) as bool?;
          if (valueDes == null) continue;
          result.confirmUnusual = valueDes;
          break;
        case r'customer_step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.customerStepUp.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  CashInRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = CashInRequestBuilder();
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


